//! The message catalogue for interface, menus, notifications and documents.
