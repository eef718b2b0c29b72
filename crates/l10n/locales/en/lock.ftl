# The lock screen.

lock-title = Mangrove is locked
lock-idle = Locked at { $time } after { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} without input. The local copy is closed and encrypted.
lock-on-demand = Locked at { $time } by you. The local copy is closed and encrypted.
lock-started = Locked since Mangrove was started. The local copy is closed and encrypted.
lock-switch = Switch
lock-unlock = Unlock
lock-unlock-system = Unlock with the system account
lock-use-recovery = Use the recovery code
lock-use-passphrase = Use the passphrase
lock-use-system = Use the system account
lock-uploads = Uploads continue, { $count } on the way.
lock-uploads-wait = { $count ->
    [one] 1 upload waits
   *[other] { $count } uploads wait
} until Mangrove is unlocked.
lock-forgot = Forgot the passphrase? The recovery code opens the profile too. Without both, connect anew: nothing at Mangopay is lost.
