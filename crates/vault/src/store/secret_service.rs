//! The Secret Service of Linux and the BSDs, over D-Bus. It may be absent, come late, be locked, or restart: a
//! connection is therefore made for each call (`keyring`'s own entry would remember a failure for the process's life).

use keyring_core::api::CredentialStoreApi;
use secret_service::Error as Service;
use zbus_secret_service_keyring_store::Store;

use crate::StoreError;

pub(super) use keyring_core::Entry;

type Source = Box<dyn std::error::Error + Send + Sync>;

pub(super) fn open(service: &str, entry: &str) -> Result<Entry, StoreError> {
    // Whatever stands in the way of a connection, what a person sees is the same: no store.
    let store = Store::new().map_err(|error| {
        tracing::debug!(%error, "no secret service");
        StoreError::NoStore
    })?;
    store.build(service, entry, None).map_err(super::classify)
}

pub(super) fn refused(source: Source) -> StoreError {
    match source.downcast_ref::<Service>() {
        Some(Service::Prompt) => StoreError::Denied,
        Some(Service::Locked) => StoreError::Locked,
        // No default collection: a service is there, and no keyring was ever made in it.
        Some(Service::NoResult) => StoreError::NoStore,
        _ => StoreError::Other(source),
    }
}

pub(super) fn failed(source: Source) -> StoreError {
    match source.downcast_ref::<Service>() {
        Some(Service::Locked) => StoreError::Locked,
        Some(Service::Prompt | Service::PromptDisconnected) => StoreError::Denied,
        Some(Service::Unavailable) => StoreError::NoStore,
        Some(Service::Zbus(error)) => match dbus_name(error).as_deref() {
            Some("org.freedesktop.Secret.Error.IsLocked") => StoreError::Locked,
            Some("org.freedesktop.Secret.Error.NoSuchObject") => StoreError::EntryMissing,
            Some(
                "org.freedesktop.DBus.Error.ServiceUnknown"
                | "org.freedesktop.DBus.Error.NoReply"
                | "org.freedesktop.DBus.Error.Disconnected"
                | "org.freedesktop.Secret.Error.NoSession",
            ) => StoreError::NoStore,
            _ => StoreError::Other(source),
        },
        _ => StoreError::Other(source),
    }
}

/// The D-Bus name of an error, which is its code.
fn dbus_name(error: &zbus::Error) -> Option<String> {
    match error {
        zbus::Error::MethodError(name, _, _) => Some(name.to_string()),
        zbus::Error::FDO(error) => Some(zbus::DBusError::name(error.as_ref()).to_string()),
        _ => None,
    }
}
