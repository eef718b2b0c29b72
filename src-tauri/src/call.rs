//! How a command's arguments arrive and its reply leaves: as bytes, never as JavaScript objects.

use std::{future::Future, sync::Arc};

use engine::{Caller, Host};
use ipc::{Code, Command, Failure, decode, encode};
use tauri::{
    Manager, Runtime,
    ipc::{CommandArg, CommandItem, InvokeBody, InvokeError, Response},
};

/// First byte of a reply: what follows is the reply.
const REPLY: u8 = 0;
/// First byte of a reply: what follows is a [`Failure`].
const FAILURE: u8 = 1;

/// A call: who asks, what, and the host that answers. The window is taken from the call itself, never from an
/// argument, so that no page can speak for another window's profile.
pub(crate) struct Call<C> {
    host: Option<Arc<Host>>,
    caller: Caller,
    args: Result<C, Failure>,
}

impl<'de, R: Runtime, C: Command> CommandArg<'de, R> for Call<C> {
    fn from_command(command: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let webview = command.message.webview_ref();
        let args = match command.message.payload() {
            InvokeBody::Raw(bytes) => decode(bytes),
            InvokeBody::Json(_) => Err(Failure::new(Code::Malformed)),
        };
        let host = webview.try_state::<Arc<Host>>().map(|state| Arc::clone(&state));
        Ok(Self { host, caller: Caller::new(webview.label()), args })
    }
}

impl<C: Command> Call<C> {
    /// Answers with what `work` comes to.
    pub(crate) async fn answer<F, W>(self, work: W) -> Response
    where
        W: FnOnce(Arc<Host>, Caller, C) -> F,
        F: Future<Output = Result<C::Reply, Failure>>,
    {
        framed(self.run(work).await.and_then(|reply| encode(&reply)))
    }

    /// Answers with raw bytes.
    pub(crate) async fn answer_bytes<F, W>(self, work: W) -> Response
    where
        W: FnOnce(Arc<Host>, Caller, C) -> F,
        F: Future<Output = Result<ipc::Bytes, Failure>>,
    {
        framed(self.run(work).await.map(|bytes| bytes.0))
    }

    async fn run<T, F, W>(self, work: W) -> Result<T, Failure>
    where
        W: FnOnce(Arc<Host>, Caller, C) -> F,
        F: Future<Output = Result<T, Failure>>,
    {
        let host = self.host.ok_or_else(|| Failure::new(Code::Internal))?;
        // On the heap: use cases hold whole drafts across awaits.
        Box::pin(work(host, self.caller, self.args?)).await
    }
}

fn framed(result: Result<Vec<u8>, Failure>) -> Response {
    let (first, rest) = match result {
        Ok(bytes) => (REPLY, bytes),
        Err(failure) => (FAILURE, encode(&failure).unwrap_or_default()),
    };
    let mut framed = Vec::with_capacity(rest.len() + 1);
    framed.push(first);
    framed.extend_from_slice(&rest);
    Response::new(framed)
}
