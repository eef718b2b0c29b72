use model::{IdvCheckStatus, IdvCheckType, IdvSessionId, IdvStatus, PscId, PscStatus, UnixSeconds, UserId};

use crate::{
    Link, Range,
    object::{bodies, objects},
    surface::calls,
};

objects! {
    /// A hosted verification session; in lists without checks and links (users-verification.md §5.3).
    pub struct IdvSession {
        /// The session's id.
        pub id: IdvSessionId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// Who is verified.
        pub user_id: Option<UserId>,
        /// Where the user does it.
        pub hosted_url: Option<Link>,
        /// Where the user is sent then.
        pub return_url: Option<Link>,
        /// Where it stands.
        pub status: Option<IdvStatus>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// When it last changed.
        #[serde(alias = "UpdateDate")]
        pub last_update: Option<UnixSeconds>,
        /// What was looked at; empty while it is pending.
        pub checks: Vec<IdvCheck>,
        /// The persons with significant control and their own sessions.
        #[serde(rename = "PSCs", alias = "Pscs")]
        pub pscs: Vec<Psc>,
    }

    /// A check of a session (users-verification.md §5.4).
    pub struct IdvCheck {
        /// The check's id.
        pub check_id: Option<String>,
        /// What was looked at.
        #[serde(rename = "Type")]
        pub kind: Option<IdvCheckType>,
        /// What came of it.
        pub check_status: Option<IdvCheckStatus>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// When it last changed.
        pub last_update: Option<UnixSeconds>,
        /// What was found.
        pub data: Vec<TypedValue>,
        /// Why it was refused.
        pub reasons: Vec<TypedValue>,
    }

    /// A finding and what kind it is: an open set, always text.
    pub struct TypedValue {
        /// Which.
        #[serde(rename = "Type")]
        pub kind: Option<String>,
        /// What.
        pub value: Option<String>,
    }

    /// A person with significant control (users-verification.md §5.6).
    pub struct Psc {
        /// The person's id.
        pub id: PscId,
        /// The person's own session.
        pub session_id: Option<String>,
        /// The company's session; only in lists.
        pub main_session_id: Option<IdvSessionId>,
        /// Where it stands.
        pub status: Option<PscStatus>,
        /// Where the person does it.
        pub hosted_url: Option<Link>,
        /// First name.
        pub first_name: Option<String>,
        /// Last name.
        pub last_name: Option<String>,
        /// E-mail address.
        pub email: Option<String>,
        /// Midnight UTC of the day of birth.
        pub date_of_birth: Option<UnixSeconds>,
        /// Two letters.
        pub country: Option<String>,
        /// Two letters.
        pub nationality: Option<String>,
        /// What the person is; the values are not documented.
        pub psc_type: Option<String>,
        /// When the person was verified.
        pub validation_date: Option<UnixSeconds>,
        /// What was found.
        pub data: Vec<TypedValue>,
        /// When it last changed.
        pub last_update: Option<UnixSeconds>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
    }
}

bodies! {
    /// A session to be created (users-verification.md §5.2).
    pub struct NewIdvSession {
        /// Where the user is sent afterwards.
        pub return_url: String,
        /// The platform's free text.
        pub tag: Option<String>,
        /// `de-DE`, `en-US`, …; else the browser's.
        pub session_language: Option<String>,
    }

    /// What shall change before a person tries again; `None` stays as it is (users-verification.md §5.6).
    #[derive(Default)]
    pub struct PscRetry {
        /// First name.
        pub first_name: Option<String>,
        /// Last name.
        pub last_name: Option<String>,
        /// E-mail address.
        pub email: Option<String>,
        /// Midnight UTC of the day of birth.
        pub date_of_birth: Option<UnixSeconds>,
    }
}

calls! {
    /// Begins a session for an owner. Needs the feature.
    post create_idv_session(user: &UserId; session: &NewIdvSession)
        "/users/{UserId}/identity-verifications" => IdvSession;
    /// One session, with checks and persons.
    get idv_session(session: &IdvSessionId) "/identity-verifications/{IdvSessionId}" => IdvSession;
    /// The sessions of a user, condensed.
    list idv_sessions_of(user: &UserId; range: Range) "/users/{UserId}/identity-verifications" => IdvSession;
    /// Lets a person try again, perhaps with corrected data.
    put retry_psc(session: &IdvSessionId, psc: &PscId; retry: &PscRetry)
        "/identity-verifications/{IdvSessionId}/pscs/{PscId}/retry" => Psc;
}
