//! Faults that change an answer on its way out: a member replaced or removed, a header altered. They are how a test
//! suite proves that it would notice a wrong simulator.

use serde_json::Value;

use super::Action;
use crate::answer::Answer;

/// Applies what the script says about a finished answer.
pub(crate) fn apply(script: &[Action], answer: &mut Answer) {
    for action in script {
        match action {
            Action::Mutate { at, to, remove } => {
                if let Some(body) = &mut answer.body {
                    mutate(body, at, (!remove).then_some(to));
                }
            }
            Action::MutateHeader { name, to } => {
                let known = answer.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(own, _)| *own);
                answer.headers.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
                if let (Some(name), Some(to)) = (known, to) {
                    answer.headers.push((name, to.clone()));
                }
            }
            _ => {}
        }
    }
}

/// Puts `to` at a JSON pointer, or removes what is there. A part `*` is every element of a list; where the pointer
/// leads nowhere, a last part that names a member of an object is added.
fn mutate(value: &mut Value, at: &str, to: Option<&Value>) {
    let Some(rest) = at.strip_prefix('/') else {
        if let Some(to) = to {
            *value = to.clone();
        }
        return;
    };
    let (part, rest) = rest.find('/').map_or((rest, ""), |end| rest.split_at(end));
    match value {
        Value::Array(list) if part == "*" && rest.is_empty() && to.is_none() => list.clear(),
        Value::Array(list) if part == "*" => list.iter_mut().for_each(|each| mutate(each, rest, to)),
        Value::Array(list) => {
            let Ok(index) = part.parse::<usize>() else { return };
            if index >= list.len() {
                return;
            }
            if rest.is_empty() && to.is_none() {
                list.remove(index);
            } else if let Some(each) = list.get_mut(index) {
                mutate(each, rest, to);
            }
        }
        Value::Object(members) => match (members.get_mut(part), to) {
            (Some(_), None) if rest.is_empty() => {
                members.remove(part);
            }
            (Some(member), _) => mutate(member, rest, to),
            (None, Some(to)) if rest.is_empty() => {
                members.insert(part.to_owned(), to.clone());
            }
            (None, _) => {}
        },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::mutate;

    #[test]
    fn members_are_replaced_added_and_removed() {
        let (one, none) = (json!(1), None::<Value>);
        for (before, at, to, after) in [
            (json!({"a": {"b": 2}}), "/a/b", Some(&one), json!({"a": {"b": 1}})),
            (json!({"a": {}}), "/a/b", Some(&one), json!({"a": {"b": 1}})),
            (json!({"a": 2, "b": 3}), "/a", none.as_ref(), json!({"b": 3})),
            (json!([{"a": 2}, {"a": 3}]), "/*/a", Some(&one), json!([{"a": 1}, {"a": 1}])),
            (json!([2, 3]), "/1", none.as_ref(), json!([2])),
            (json!([2, 3]), "/*", none.as_ref(), json!([])),
            (json!([2]), "/4", Some(&one), json!([2])),
            (json!([2]), "/a", Some(&one), json!([2])),
            (json!({"a": 2}), "", Some(&one), json!(1)),
            (json!("text"), "/a/b", Some(&one), json!("text")),
        ] {
            let mut value = before.clone();
            mutate(&mut value, at, to);
            assert_eq!(value, after, "{before} at {at:?}");
        }
    }
}
