//! Ids, money, statuses and the KYC rules that both sides need. Pure.
