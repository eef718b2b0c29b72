/// What the client may send. Enforced in the one sending function, and looked up anew for every try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Only `GET`, and the `POST` that fetches a token.
    ReadOnly,
    /// Everything.
    ReadWrite,
}
