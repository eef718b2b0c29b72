//! What a person may do with an item, and when.

use journal::outbox::{Bond, Outcome};
use model::{StopReason, UploadState, UploadStep};

use super::{NotNow, PersonAct, Transition, steps::Turning};

impl Turning<'_> {
    pub(super) fn person(&mut self, act: PersonAct) -> Result<Transition, NotNow> {
        match act {
            PersonAct::Pause if self.item.state.is_on_the_way() && !self.item.paused => {
                self.item.paused = true;
                Ok(Transition::Paused)
            }
            PersonAct::Resume if self.item.paused => {
                self.item.paused = false;
                self.item.next_try_at = None;
                Ok(Transition::Resumed)
            }
            PersonAct::Cancel if self.may_cancel() => {
                let document = self.item.document.clone();
                for (id, bond) in &mut self.item.documents {
                    if Some(&*id) == document.as_ref() {
                        *bond = Bond::Abandoned;
                    }
                }
                self.rest();
                self.item.state = UploadState::Cancelled;
                Ok(Transition::Cancelled)
            }
            PersonAct::Retry => match self.item.state {
                UploadState::Failed { step, can_retry: true, .. } => {
                    self.rest();
                    self.item.state = self.state_of(step);
                    Ok(Transition::Retried)
                }
                _ if self.item.next_try_at.is_some() && self.item.state.is_on_the_way() => {
                    self.item.next_try_at = None;
                    Ok(Transition::Retried)
                }
                _ => Err(NotNow),
            },
            PersonAct::Locate { page, path, file_name, place } => {
                let stopped_here = matches!(
                    self.item.state,
                    UploadState::Failed {
                        step: UploadStep::SendPage(at),
                        reason: StopReason::FileMissing { .. } | StopReason::FileChanged { .. },
                        ..
                    } if at == page
                );
                let stored = self.item.pages.get_mut(page as usize).filter(|_| stopped_here).ok_or(NotNow)?;
                stored.path = path;
                stored.file_name = file_name;
                stored.place = place;
                self.rest();
                self.item.state = self.state_of(UploadStep::SendPage(page));
                Ok(Transition::Located)
            }
            PersonAct::Adopt { document } => match &self.item.state {
                UploadState::Failed { reason: StopReason::Ambiguous { documents }, .. }
                    if documents.iter().any(|candidate| candidate == document.as_str()) =>
                {
                    self.close_row(Outcome::Adopted);
                    self.take(document, Bond::Adopted);
                    self.effect = None;
                    Ok(Transition::Adopted)
                }
                _ => Err(NotNow),
            },
            PersonAct::Dismiss if self.may_dismiss() => {
                self.item.dismissed = true;
                Ok(Transition::Dismissed)
            }
            PersonAct::Pause | PersonAct::Resume | PersonAct::Cancel | PersonAct::Dismiss => Err(NotNow),
        }
    }

    fn rest(&mut self) {
        self.item.paused = false;
        self.item.waits_for = None;
        self.item.next_try_at = None;
        self.item.troubles = 0;
    }

    /// Once validation may have been asked for, it is too late.
    pub(super) fn may_cancel(&mut self) -> bool {
        match self.item.state {
            UploadState::Ready | UploadState::CreatingDocument | UploadState::UploadingPage { .. } => true,
            UploadState::Submitting | UploadState::Failed { .. } => {
                self.row().is_none_or(|row| row.step != UploadStep::Submit || row.first_try_at.is_none())
            }
            UploadState::Submitted
            | UploadState::Validated
            | UploadState::Refused
            | UploadState::OutOfDate
            | UploadState::Cancelled
            | UploadState::Abandoned { .. } => false,
        }
    }

    fn may_dismiss(&self) -> bool {
        match self.item.state {
            UploadState::Validated
            | UploadState::Refused
            | UploadState::OutOfDate
            | UploadState::Cancelled
            | UploadState::Abandoned { .. } => true,
            UploadState::Ready
            | UploadState::CreatingDocument
            | UploadState::UploadingPage { .. }
            | UploadState::Submitting
            | UploadState::Submitted
            | UploadState::Failed { .. } => false,
        }
    }
}
