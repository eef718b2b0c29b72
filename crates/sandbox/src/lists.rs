//! Lists: pages, sorting and date filters (docs/api/money-operations.md §1.5).

use serde_json::Value;

use crate::{
    answer::{Answer, Refusal},
    request::{Call, Query},
};

/// Largest page; default page.
const MOST: i64 = 100;
const USUAL: i64 = 10;

/// What a list is ordered by, oldest first, with a tie-break that keeps pages stable.
pub(crate) type Key = (i64, u64);

/// Which way a list runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Ascending,
    Descending,
}

fn direction(query: &Query, column: &str, usual: Direction) -> Result<Direction, Refusal> {
    let Some(sort) = query.get("sort") else { return Ok(usual) };
    // Several fields may be joined by `_`; only one column is documented.
    let first = sort.split('_').next().unwrap_or(sort);
    let (field, way) = first.split_once(':').unwrap_or((first, "ASC"));
    let known = field.eq_ignore_ascii_case(column) || field.eq_ignore_ascii_case("CreationDate");
    match (known, way.to_ascii_uppercase().as_str()) {
        (true, "ASC") => Ok(Direction::Ascending),
        (true, "DESC") => Ok(Direction::Descending),
        _ => Err(Refusal::field("Sort", &format!("The value '{sort}' is not a valid sort"))),
    }
}

/// Whether a date lies between `AfterDate` and `BeforeDate` (both inclusive: undocumented, our choice).
pub(crate) fn dates(query: &Query) -> Result<impl Fn(i64) -> bool + use<>, Refusal> {
    let after = query.int("AfterDate")?;
    let before = query.int("BeforeDate")?;
    Ok(move |at| after.is_none_or(|a| at >= a) && before.is_none_or(|b| at <= b))
}

/// One page of `items`, with the headers of lists. `column` is what `Sort` may name besides `CreationDate`.
pub(crate) fn page<T>(
    call: &Call<'_>,
    column: &str,
    items: Vec<(Key, T)>,
    view: impl Fn(T) -> Value,
) -> Result<Answer, Refusal> {
    paged(call, column, Direction::Ascending, items, view)
}

/// The same for a list that runs from the newest unless it is sorted.
pub(crate) fn newest<T>(
    call: &Call<'_>,
    column: &str,
    items: Vec<(Key, T)>,
    view: impl Fn(T) -> Value,
) -> Result<Answer, Refusal> {
    paged(call, column, Direction::Descending, items, view)
}

fn paged<T>(
    call: &Call<'_>,
    column: &str,
    usual: Direction,
    mut items: Vec<(Key, T)>,
    view: impl Fn(T) -> Value,
) -> Result<Answer, Refusal> {
    let query = &call.head.query;
    let number = query.int("page")?.unwrap_or(1);
    let asked = query.int("per_page")?.unwrap_or(USUAL);
    if number < 1 {
        return Err(Refusal::field("page", "The value must be at least 1"));
    }
    if asked < 1 || (call.strict() && asked > MOST) {
        return Err(Refusal::field("per_page", "The value must be between 1 and 100"));
    }
    let size = asked.min(MOST);
    let direction = direction(query, column, usual)?;
    items.sort_by_key(|(key, _)| *key);
    if direction == Direction::Descending {
        items.reverse();
    }
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let pages = (total + size - 1) / size;
    let skip = usize::try_from((number - 1).saturating_mul(size)).unwrap_or(usize::MAX);
    let take = usize::try_from(size).unwrap_or(0);
    let body = items.into_iter().skip(skip).take(take).map(|(_, item)| view(item)).collect();
    let mut answer = Answer::ok(Value::Array(body));
    answer.headers.push(("x-number-of-pages", pages.to_string()));
    answer.headers.push(("x-number-of-items", total.to_string()));
    answer.headers.push(("link", links(call, number, size, pages)));
    Ok(answer)
}

fn links(call: &Call<'_>, number: i64, size: i64, pages: i64) -> String {
    let others = call.head.query.pairs().iter().filter(|(n, _)| n != "page" && n != "per_page");
    let others: Vec<_> = others.cloned().collect();
    let link = |page: i64, rel: &str| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("page", &page.to_string()).append_pair("per_page", &size.to_string());
        for (name, value) in &others {
            query.append_pair(name, value);
        }
        format!("<{}?{}>; rel=\"{rel}\"", call.head.url(), query.finish())
    };
    let mut all = vec![link(1, "first")];
    if number > 1 {
        all.push(link(number - 1, "prev"));
    }
    if number < pages {
        all.push(link(number + 1, "next"));
    }
    all.push(link(pages.max(1), "last"));
    all.join(", ")
}
