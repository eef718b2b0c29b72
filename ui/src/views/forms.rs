//! The form above the page, while `Desk::form` asks for one.

use ipc::forms::DropForm;
use leptos::prelude::*;
use model::{
    Environment, UnixSeconds,
    form::{FormId, FormKind, TURN_OFF, Values},
};

use crate::{
    components::{
        Awaited, Banner, Button, ButtonKind, Confirm, Details, Dialog, FailureNotice, FormFaults, FormFields, IconName,
        Link, Quote, ReadOnlyNote, Row, Skeleton, Stack, Term, Text, Ticks, Tone, toasts,
    },
    hooks::{Form, Written, use_form, use_goto, use_mutation},
    present::forms as present,
    routes,
    session::{FormAsked, desk},
};

/// The form above the page.
#[component]
pub fn FormHost() -> impl IntoView {
    let desk = desk();
    move || {
        desk.form.get().map(|asked| match asked.id.kind {
            FormKind::TurnHook => view! { <TurnHook asked=asked /> }.into_any(),
            _ => view! { <FormDialog asked=asked /> }.into_any(),
        })
    }
}

#[component]
fn FormDialog(asked: FormAsked) -> impl IntoView {
    let (desk, toasts, goto) = (desk(), toasts(), use_goto());
    let kind = asked.id.kind;
    let form = use_form(asked.id.clone(), asked.preset, UnixSeconds(desk.now.get_untracked()));
    let asking = RwSignal::new(false);
    let leave = move || desk.form.set(None);
    let close = move |()| if form.is_changed() { asking.set(true) } else { leave() };
    let done = move |written: Written| {
        match written.id {
            Some(_) if written.earlier => toasts.warn(l10n::text("form-earlier")),
            Some(_) => toasts.say(l10n::text(&format!("form-{}-done", kind.key()))),
            None => toasts.say(l10n::text("schedule-done")),
        }
        leave();
        let path = written.id.map(|id| routes::object_path(written.area, &id));
        goto.to(path.as_deref().unwrap_or(routes::list_path(written.area)), false);
    };
    let reviewing = RwSignal::new(false);
    // In Production everything that is to be sent is looked at once more.
    let in_production = Memo::new(move |_| desk.environment() == Some(Environment::Production));
    let send = move |agreed: bool| {
        if in_production.get_untracked() && !agreed && !reviewing.get_untracked() {
            reviewing.set(form.is_fine());
        } else {
            reviewing.set(false);
            form.send(agreed, done);
        }
    };
    let foot = move || {
        view! {
            <ReadOnlyNote />
            <Button label=l10n::text("cancel") on_press=close test_id="form-cancel" />
            <Button
                kind=ButtonKind::Primary
                label=Signal::derive(move || l10n::text(&send_words(form)))
                keys="Ctrl ↵"
                busy=form.sending.busy
                disabled=Signal::derive(move || desk.is_read_only() || !form.ready.get())
                on_press=move |()| send(false)
                test_id="form-send"
            />
        }
        .into_any()
    };
    let shown = Memo::new(move |_| form.opened.data.with(|data| data.value().map(|_| ())));
    let opening = Signal::derive(move || form.opened.data.with(|data| data.map(|_| ())));
    let width = if matches!(kind, FormKind::AddHook | FormKind::EditHook) { 560 } else { 640 };
    view! {
        <Dialog
            title=l10n::text(&format!("form-{}-title", kind.key()))
            width=width
            on_close=close
            on_done=move |()| send(false)
            foot=Box::new(foot)
            test_id="form"
        >
            <Awaited
                data=opening
                waiting=|| view! { <Skeleton lines=6 /> }
                on_retry=move |()| form.opened.reload()
                children=move |()| view! { <Kept form=form id=asked.id.clone() /><Trouble form=form /><FormFaults form=form /> }
            />
            {move || shown.get().map(|()| view! { <FormFields form=form on_enter=move |()| send(false) /> })}
        </Dialog>
        {move || asking.get().then(|| view! {
            <Confirm
                title=l10n::text("form-leave-title")
                text=l10n::text("form-leave-text")
                action=l10n::text("form-leave")
                danger=true
                on_confirm=move |()| leave()
                on_cancel=move |()| asking.set(false)
            />
        })}
        {move || reviewing.get().then(|| view! {
            <Review form=form on_send=move |()| send(false) on_back=move |()| reviewing.set(false) />
        })}
        <Costs form=form on_agree=move |()| send(true) />
    }
}

/// What the button says that sends a form.
fn send_words(form: Form) -> String {
    let is_repeated = form.kind.field("every").is_some() && !form.field("every").with(String::is_empty);
    if is_repeated { "schedule-send".to_owned() } else { format!("form-{}-send", form.kind.key()) }
}

/// What is to be sent, before it is.
#[component]
fn Review(form: Form, #[prop(into)] on_send: Callback<()>, #[prop(into)] on_back: Callback<()>) -> impl IntoView {
    let told: Vec<_> =
        form.changes().into_iter().map(|(name, words)| view! { <Term name=name>{words}</Term> }).collect();
    let foot = move || {
        view! {
            <Button label=l10n::text("review-back") on_press=on_back />
            <Button
                kind=ButtonKind::Primary
                label=Signal::derive(move || l10n::text(&send_words(form)))
                keys="Ctrl ↵"
                autofocus=true
                on_press=on_send
                test_id="review-send"
            />
        }
        .into_any()
    };
    view! {
        <Dialog title=l10n::text("review-title") on_close=on_back on_done=on_send foot=Box::new(foot) test_id="review">
            <Text block=true>{l10n::text("review-text")}</Text>
            <Stack top=3><Details>{told}</Details></Stack>
        </Dialog>
    }
}

/// What was typed earlier and not carried out, and whether its outcome is known.
#[component]
fn Kept(form: Form, id: FormId) -> impl IntoView {
    let desk = desk();
    let dropping = use_mutation().toasting();
    let told = Memo::new(move |_| {
        form.opened.data.with(|data| {
            let opened = data.value()?;
            let at = opened.kept_at?;
            Some((at, opened.in_doubt))
        })
    });
    move || {
        told.get().map(|(at, in_doubt)| {
            let key = if in_doubt { "form-in-doubt" } else { "form-kept" };
            let words = l10n::text_with(key, &[("moment", desk.calendar_now().clock(at).into())]);
            let id = id.clone();
            let drop_it = move |()| {
                let again = FormAsked { id: id.clone(), preset: Values::default() };
                dropping.run(DropForm { form: id.clone() }, move |_| desk.form.set(Some(again)));
            };
            view! {
                <Banner tone=if in_doubt { Tone::Warn } else { Tone::Info } icon=IconName::Clock spaced=true test_id="form-kept">
                    <Text grow=true>{words}</Text>
                    <Link label=l10n::text("form-start-anew") on_press=drop_it test_id="form-drop" />
                </Banner>
            }
        })
    }
}

/// Why it was refused, where no field says it.
#[component]
fn Trouble(form: Form) -> impl IntoView {
    move || {
        form.refusal().map(|failure| {
            let whole = crate::present::failure::field(&failure, "");
            let at_fields = failure.fields.iter().any(|field| !field.field.is_empty());
            (!at_fields || whole.is_some()).then(|| {
                view! {
                    <FailureNotice failure=failure />
                    {whole.map(|words| view! { <Stack top=1><Quote text=words /></Stack> })}
                }
            })
        })
    }
}

/// What a change costs, to be agreed to.
#[component]
fn Costs(form: Form, #[prop(into)] on_agree: Callback<()>) -> impl IntoView {
    move || {
        let costs = form.costs.get();
        (!costs.is_empty()).then(|| {
            let lines = costs.iter().map(|(cost, fields)| {
                (IconName::Alert, Tone::Warn, present::cost(form.kind, *cost, fields))
            });
            let lines: Vec<_> = lines.collect();
            let back = move |()| form.costs.set(Vec::new());
            let foot = move || {
                view! {
                    <Button label=l10n::text("cost-back") autofocus=true on_press=back />
                    <Button label=l10n::text("cost-agree") kind=ButtonKind::DangerSolid on_press=on_agree test_id="cost-agree" />
                }
                .into_any()
            };
            view! {
                <Dialog title=l10n::text("cost-title") on_close=back foot=Box::new(foot) test_id="costs">
                    <Ticks items=lines />
                </Dialog>
            }
        })
    }
}

/// Asks before a hook is turned off or on.
#[component]
fn TurnHook(asked: FormAsked) -> impl IntoView {
    let (desk, toasts) = (desk(), toasts());
    let to = asked.preset.get("to").to_owned();
    let form = use_form(asked.id, asked.preset, UnixSeconds(desk.now.get_untracked()));
    let leave = move |()| desk.form.set(None);
    let said = to.clone();
    let send = Callback::new(move |()| {
        let done = format!("form-turn-{said}-done");
        form.send(true, move |_| {
            toasts.say(l10n::text(&done));
            leave(());
        });
    });
    let kind = if to == TURN_OFF { ButtonKind::DangerSolid } else { ButtonKind::Primary };
    let action = l10n::text(&format!("form-turn-{to}"));
    let foot = move || {
        view! {
            <Row>
                <ReadOnlyNote />
                <Button label=l10n::text("cancel") autofocus=true on_press=leave />
                <Button
                    label=action
                    kind=kind
                    busy=form.sending.busy
                    disabled=Signal::derive(move || desk.is_read_only() || !form.ready.get())
                    on_press=send
                    test_id="form-send"
                />
            </Row>
        }
        .into_any()
    };
    view! {
        <Dialog title=l10n::text(&format!("form-turn-{to}-title")) on_close=leave on_done=send foot=Box::new(foot) test_id="form">
            <Text block=true>{l10n::text(&format!("form-turn-{to}-text"))}</Text>
            <Stack top=3><Trouble form=form /></Stack>
        </Dialog>
    }
}
