//! How calls are declared: once, with verb, path and function, so that what the client can do is data too ([`surface`]).

/// A call that this client can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Call {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub verb: &'static str,
    /// The path after `/v2.01/{ClientId}` (`/countries/…`: after `/v2.01`), with names between braces in the place of
    /// ids.
    pub path: &'static str,
    /// The function of [`crate::Client`].
    pub function: &'static str,
}

/// Declares calls: functions of [`crate::Client`] and the module's `CALLS`, from one line each.
///
/// `verb function(path parameters; last) "path" => Answer;` where `last` is
/// - of `get`: an optional query; of `list`: an optional filter, the answer being its item;
/// - of `post` and `put`: the body, `{}` if there is none. A `post` takes an idempotency key beside it.
/// - of `submit` (a `PUT` that asks for validation) and of `deactivate` (a `PUT` that ends the use of something):
///   nothing;
/// - of `send_page` (a `POST`): nothing; key, page and progress are added.
///
/// Without an answer's type the call brings nothing but its success.
macro_rules! calls {
    ($(
        $(#[$meta:meta])*
        $verb:ident $function:ident($($arg:ident: $ty:ty),* $(; $last:ident: $last_ty:ty)?) $path:literal
        $(=> $answer:ty)?;
    )+) => {
        pub(crate) const CALLS: &[crate::Call] = &[$(
            crate::Call { verb: calls!(@verb $verb), path: $path, function: stringify!($function) },
        )+];

        impl crate::Client {$(
            calls! {
                @$verb $function [$($arg: $ty),*] [$($last: $last_ty)?] $path [$($answer)?]
                [$(#[$meta])* #[doc = ""] #[doc = concat!("`", calls!(@verb $verb), " ", $path, "`")]]
            }
        )+}
    };

    (@verb get) => { "GET" };
    (@verb list) => { "GET" };
    (@verb post) => { "POST" };
    (@verb send_page) => { "POST" };
    (@verb put) => { "PUT" };
    (@verb submit) => { "PUT" };
    (@verb deactivate) => { "PUT" };
    (@verb delete) => { "DELETE" };

    (@params $($arg:ident)*) => { vec![$($arg.to_string()),*] };
    (@query) => { Vec::new() };
    (@query $query:ident) => { crate::query::Query::pairs(&$query) };
    (@body) => { crate::request::Body::empty_object() };
    (@body $body:ident) => { crate::request::Body::json($body)? };

    (@get $function:ident [$($arg:ident: $ty:ty),*] [$($query:ident: $query_ty:ty)?] $path:literal [$answer:ty]
        [$($meta:tt)*]) => {
        $($meta)*
        ///
        /// # Errors
        ///
        /// [`crate::Error::NotFound`], or any of a read.
        pub async fn $function(
            &self, $($arg: $ty,)* $($query: $query_ty,)?
        ) -> Result<crate::Fetched<$answer>, crate::Error> {
            let request = crate::request::Request::get($path, calls!(@params $($arg)*));
            self.read(stringify!($function), &request.asking(calls!(@query $($query)?))).await
        }
    };
    (@list $function:ident [$($arg:ident: $ty:ty),*] [$($filter:ident: $filter_ty:ty)?] $path:literal [$item:ty]
        [$($meta:tt)*]) => {
        $($meta)*
        pub fn $function(&self, $($arg: $ty,)* $($filter: $filter_ty)?) -> crate::Listing<$item> {
            let request = crate::request::Request::get($path, calls!(@params $($arg)*));
            crate::Listing::new(self.clone(), request.asking(calls!(@query $($filter)?)))
        }
    };
    (@post $function:ident [$($arg:ident: $ty:ty),*] [$($body:ident: $body_ty:ty)?] $path:literal [$($answer:ty)?]
        [$($meta:tt)*]) => {
        $($meta)*
        ///
        /// # Errors
        ///
        /// [`crate::Error::UnknownOutcome`] and [`crate::Error::Conflict`] are looked up with
        /// [`crate::Client::response`]; [`crate::Error::Validation`] if it is refused.
        pub async fn $function(
            &self, $($arg: $ty,)* $($body: $body_ty,)? key: &model::IdempotencyKey
        ) -> calls!(@result $($answer)?) {
            let body = calls!(@body $($body)?);
            let request = crate::request::Request::post($path, calls!(@params $($arg)*), body, key);
            calls!(@write self $function request $($answer)?)
        }
    };
    (@put $function:ident [$($arg:ident: $ty:ty),*] [$($body:ident: $body_ty:ty)?] $path:literal [$($answer:ty)?]
        [$($meta:tt)*]) => {
        calls! { @put_of $function [$($arg: $ty),*] [$($body: $body_ty)?] $path [$($answer)?] [$($meta)*]
            calls!(@body $($body)?) }
    };
    (@submit $function:ident [$($arg:ident: $ty:ty),*] [] $path:literal [$answer:ty] [$($meta:tt)*]) => {
        calls! { @put_of $function [$($arg: $ty),*] [] $path [$answer] [$($meta)*]
            crate::request::Body::validation_asked() }
    };
    (@deactivate $function:ident [$($arg:ident: $ty:ty),*] [] $path:literal [$answer:ty] [$($meta:tt)*]) => {
        calls! { @put_of $function [$($arg: $ty),*] [] $path [$answer] [$($meta)*]
            crate::request::Body::inactive() }
    };
    (@put_of $function:ident [$($arg:ident: $ty:ty),*] [$($body:ident: $body_ty:ty)?] $path:literal
        [$($answer:ty)?] [$($meta:tt)*] $sent:expr) => {
        $($meta)*
        ///
        /// # Errors
        ///
        /// [`crate::Error::UnknownOutcome`]: there is no key, so read what it concerns; [`crate::Error::Validation`] if
        /// it is refused.
        pub async fn $function(&self, $($arg: $ty,)* $($body: $body_ty)?) -> calls!(@result $($answer)?) {
            let request = crate::request::Request::put($path, calls!(@params $($arg)*), $sent);
            calls!(@write self $function request $($answer)?)
        }
    };
    (@delete $function:ident [$($arg:ident: $ty:ty),*] [] $path:literal [] [$($meta:tt)*]) => {
        $($meta)*
        ///
        /// # Errors
        ///
        /// [`crate::Error::UnknownOutcome`]: there is no key, so read what it concerns; [`crate::Error::Validation`] if
        /// it is refused.
        pub async fn $function(&self, $($arg: $ty),*) -> Result<(), crate::Error> {
            let request = crate::request::Request::delete($path, calls!(@params $($arg)*));
            calls!(@write self $function request)
        }
    };
    (@send_page $function:ident [$($arg:ident: $ty:ty),*] [] $path:literal [] [$($meta:tt)*]) => {
        $($meta)*
        /// `progress` is told each part that the network takes. There is no deadline for the whole: 10 s for a
        /// connection, 30 s without progress, 60 s for the answer.
        ///
        /// # Errors
        ///
        /// [`crate::Error::UnknownOutcome`] if the connection broke, or a token was refused, amid the body.
        pub async fn $function(
            &self,
            $($arg: $ty,)*
            key: &model::IdempotencyKey,
            page: &crate::PageBody,
            progress: &mut (dyn FnMut(crate::PageProgress) + Send),
        ) -> Result<(), crate::Error> {
            let body = crate::request::Body::Page(page.clone());
            let request = crate::request::Request::post($path, calls!(@params $($arg)*), body, key).expecting_nothing();
            self.send_watched(&request, progress).await.map(drop)
        }
    };

    (@result) => { Result<(), crate::Error> };
    (@result $answer:ty) => { Result<crate::Fetched<$answer>, crate::Error> };
    (@write $client:ident $function:ident $request:ident) => {
        $client.send(&$request.expecting_nothing()).await.map(drop)
    };
    (@write $client:ident $function:ident $request:ident $answer:ty) => {
        $client.write(stringify!($function), &$request).await
    };
}

pub(crate) use calls;
