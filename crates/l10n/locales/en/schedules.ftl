# Reports that are made by themselves: two fields of the report form, and the list above the reports.

field-every = Repeat
field-every-none = Once, now
field-every-DAY = Every day
field-every-WEEK = Every week
field-every-MONTH = Every month
field-every-hint = Each report covers the whole local days since the one before.
field-on = On
field-on-MON = Monday
field-on-TUE = Tuesday
field-on-WED = Wednesday
field-on-THU = Thursday
field-on-FRI = Friday
field-on-SAT = Saturday
field-on-SUN = Sunday

schedule-send = Create schedule
schedule-done = The report is scheduled
schedules-title = Scheduled reports
schedules-note = They are made while this profile is open. When it is opened, the last three that were missed are made up for; older ones are not.
schedule-name = { $type }, { $every }
schedule-every-day = every day
schedule-every-week = every { $day }
schedule-every-month = on day { $day } of every month
schedule-next = Next { $moment } (days in { $zone })
schedule-paused = Paused
schedule-one-day = { $day }
schedule-days = { $first } to { $last }
schedule-none-yet = None made yet
schedule-made = For { $period }: made { $moment }
schedule-refused = For { $period }: refused { $moment }. { $words }
schedule-unknown = For { $period }: not known whether it was made. Look for it in the list; it is not asked for twice.
schedule-waits = For { $period }: waiting since { $moment }. { $words }
schedule-skipped = { $count ->
    [one] One before it was missed and is not made up for.
   *[other] { $count } before it were missed and are not made up for.
}
schedule-open = Show report
schedule-pause = Pause
schedule-go-on = Resume
schedule-delete = Delete
schedule-deleted = Schedule deleted
