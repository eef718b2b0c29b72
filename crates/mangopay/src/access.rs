/// What the client may send. Enforced in the one sending function, and looked up anew for every try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Only `GET`, and the `POST` that fetches a token. A `POST` that changes nothing (validation, consult,
    /// reachability) is refused too: to the API it is a WRITE of its scope (money-operations.md §3.1).
    ReadOnly,
    /// Everything.
    ReadWrite,
}
