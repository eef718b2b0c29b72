//! One page at large: as it came, as it will be sent, what is changed and what was found.

use ipc::uploads::{PageView, Which};
use leptos::prelude::*;
use model::PageId;

use super::draft::Draft;
use crate::{
    components::{Banner, BeforeAfter, Button, FixLine, IconName, Preflight, Row, Stack, Text, Tone},
    hooks::PictureOf,
    present::uploads,
};

/// Longest edge in pixels: twice its size on screen.
const EDGE: u32 = 440;

/// The right column.
#[component]
pub(super) fn PageColumn(draft: Draft, id: PageId) -> impl IntoView {
    let own = Memo::new(move |_| draft.chosen_page());
    let number = move || own.with(|own| own.as_ref().map_or(0, |(number, _)| *number));
    let page = move |read: fn(&PageView) -> String| {
        Signal::derive(move || own.with(|own| own.as_ref().map(|(_, page)| read(page))).unwrap_or_default())
    };
    let picture = move |which: Which| {
        Memo::new(move |_| {
            let draft_id = draft.with(|view| view.id.clone())?;
            own.with(|own| {
                let (_, page) = own.as_ref().filter(|(_, page)| !page.checking)?;
                let possible = which == Which::Received || page.sent.is_some();
                let revision = page.revision;
                possible.then(|| PictureOf { draft: draft_id, page: page.id.clone(), which, edge: EDGE, revision })
            })
        })
    };
    let title = move || {
        own.with(|own| own.as_ref().map(|(number, page)| uploads::page_title(*number, page))).unwrap_or_default()
    };
    let fixes = Memo::new(move |_| own.with(|own| own.as_ref().and_then(|(_, page)| uploads::fixes(page))));
    let rows = Signal::derive(move || {
        own.with(|own| own.as_ref().map(|(_, page)| page.findings.iter().map(uploads::check).collect::<Vec<_>>()))
            .unwrap_or_default()
    });
    let blocked = Memo::new(move |_| own.with(|own| own.as_ref().is_some_and(|(_, page)| uploads::is_blocked(page))));
    let warning = Memo::new(move |_| {
        own.with(|own| {
            let (_, page) = own.as_ref()?;
            draft.with(|view| uploads::warning(view, page)).flatten()
        })
    });
    // What can be done about the fixes: undo them, or mend again.
    let undo = Memo::new(move |_| {
        own.with(|own| own.as_ref().and_then(|(_, page)| (page.can_undo || page.undone).then_some(page.undone)))
    });
    let id = StoredValue::new(id);
    view! {
        <Row between=true>
            <Text medium=true>{title}</Text>
            <Row gap=6>
                <Button small=true label=l10n::text("upload-turn-left") icon=IconName::Refund test_id="turn-left" on_press=move |()| draft.turn(id.get_value(), -1) />
                <Button small=true label=l10n::text("upload-turn") icon=IconName::Rotate test_id="turn-right" on_press=move |()| draft.turn(id.get_value(), 1) />
                <Button small=true label=l10n::text("upload-replace") icon=IconName::Upload test_id="replace-file" on_press=move |()| draft.pick(Some(id.get_value())) />
            </Row>
        </Row>
        <BeforeAfter
            before=picture(Which::Received)
            after=picture(Which::Sent)
            before_facts=page(|page| uploads::facts(&page.received))
            after_facts=page(|page| page.sent.as_ref().map(uploads::facts).unwrap_or_default())
        />
        {move || fixes.get().map(|words| view! {
            <FixLine words=words>
                {move || undo.get().map(|undone| {
                    let label = l10n::text(if undone { "upload-mend-again" } else { "upload-undo-fixes" });
                    view! {
                        <Button small=true label=label test_id="undo-fixes" on_press=move |()| draft.set_fixes(id.get_value(), undone) />
                    }
                })}
            </FixLine>
        })}
        <Preflight caption=Signal::derive(move || l10n::text_with("upload-checks", &[("number", number().into())])) rows=rows />
        {move || if blocked.get() {
            view! {
                <Stack top=3>
                    <Banner tone=Tone::Bad icon=IconName::XCircle><Text grow=true>{l10n::text("upload-page-blocked")}</Text></Banner>
                </Stack>
            }.into_any()
        } else if let Some((first, rest)) = warning.get() {
            view! {
                <Stack top=3>
                    <Banner tone=Tone::Warn icon=IconName::Alert test_id="page-warning">
                        <Text grow=true>
                            {first.map(|first| view! { <Text strong=true>{first}</Text>" " })}
                            {rest}
                        </Text>
                    </Banner>
                </Stack>
            }.into_any()
        } else {
            ().into_any()
        }}
    }
}
