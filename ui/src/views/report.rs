//! The lines of a report's file, from the local copy: no network is needed.

use ipc::reports::{OpenReport, ReadReport, ReportFile, ReportState};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::Area;

use crate::{
    api,
    components::{
        Above, Awaited, Button, CsvTable, Details, FootLine, IconName, Link, MoneyText, Page, PageHead, Panel, Row,
        Skeleton, StateBox, Term, Text, Tone,
    },
    hooks::use_ask,
    present::reports as present,
    routes,
    session::desk,
};

/// Lines of one page.
const PAGE: u32 = 100;

/// The file of a report.
#[component]
pub fn ReportPage() -> impl IntoView {
    let desk = desk();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let state = use_ask(move || {
        desk.rows_version(Area::Reports);
        Some(api::call(OpenReport { id: id.get() }))
    });
    let back = move || {
        view! { <Link label=l10n::text("reports-title") href=routes::object_path(Area::Reports, &id.get()) test_id="report-back" /> }
    };
    let sub = Signal::derive(move || {
        state
            .data
            .with(|data| data.value().and_then(|state| state.file.as_ref().map(present::size)))
            .unwrap_or_default()
    });
    view! {
        <Page test_id="report">
            <PageHead title=l10n::text("report-title") sub=sub actions=back />
            <Awaited
                data=state.data
                waiting=|| view! { <Skeleton lines=8 /> }
                on_retry=move |()| state.reload()
                children=move |state: ReportState| match state.file {
                    Some(file) => view! { <Lines id=id.get_untracked() file=file /> }.into_any(),
                    None => view! {
                        <StateBox icon=IconName::Report title=l10n::text("report-no-file") text=l10n::text("report-no-file-text") test_id="empty" />
                    }.into_any(),
                }
            />
        </Page>
    }
}

#[component]
fn Lines(id: String, file: ReportFile) -> impl IntoView {
    let offset = RwSignal::new(0_u64);
    let lines = use_ask(move || Some(api::call(ReadReport { id: id.clone(), offset: offset.get(), limit: PAGE })));
    let heads: Vec<_> = file.columns.iter().map(|name| (name.clone(), present::is_number(name))).collect();
    let total = file.lines;
    let shown =
        Memo::new(move |_| lines.data.with(|data| data.value().map(|page| page.lines.clone())).unwrap_or_default());
    let sums: Vec<_> = present::sums(&file)
        .into_iter()
        .map(|(name, amount, currency)| view! { <Term name=name><MoneyText amount=amount currency=currency /></Term> })
        .collect();
    let has_sums = !sums.is_empty();
    let range = move || {
        let first = offset.get();
        let last = (first + shown.with(|lines| lines.len() as u64)).min(total);
        let args = [("first", (first + 1).min(total).into()), ("last", last.into()), ("total", total.into())];
        l10n::text_with("report-range", &args)
    };
    let step = u64::from(PAGE);
    let table = move || {
        view! { <CsvTable label=l10n::text("report-lines") heads=heads.clone() first=offset.get_untracked() + 1 lines=shown.get() /> }
    };
    view! {
        {has_sums.then(|| view! {
            <Above><Panel title=l10n::text("report-totals") padded=true test_id="report-totals"><Details>{sums}</Details></Panel></Above>
        })}
        {table}
        <FootLine>
            <Text tone=Tone::Third test_id="report-range">{range}</Text>
            <Text tone=Tone::Third>{l10n::text("report-as-delivered")}</Text>
            <Row>
                <Button small=true icon=IconName::ChevL label=l10n::text("report-previous") disabled=Signal::derive(move || offset.get() == 0) on_press=move |()| offset.update(|at| *at = at.saturating_sub(step)) test_id="report-previous" />
                <Button small=true icon=IconName::ChevR label=l10n::text("report-next") disabled=Signal::derive(move || offset.get() + step >= total) on_press=move |()| offset.update(|at| *at += step) test_id="report-next" />
            </Row>
        </FootLine>
    }
}
