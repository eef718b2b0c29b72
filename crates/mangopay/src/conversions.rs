use model::{
    ConversionFeesType, ConversionId, Currency, FundsType, Money, QuoteId, QuoteStatus, UnixSeconds, UserId, WalletId,
};

use crate::{
    Scalar, Transaction,
    object::{bodies, objects, parts},
    surface::calls,
};

objects! {
    /// What a currency is worth now (money-operations.md §11). Rates are decimal text, as precise as they came.
    pub struct ConversionRate {
        /// From.
        pub debited_currency: Option<Currency>,
        /// To.
        pub credited_currency: Option<Currency>,
        /// With Mangopay's margin.
        pub client_rate: Option<Scalar>,
        /// Without.
        pub market_rate: Option<Scalar>,
        /// When that was.
        pub market_rate_date: Option<UnixSeconds>,
    }

    /// A conversion between wallets of one owner (money-operations.md §11).
    pub struct Conversion {
        /// What every movement of money has in common; of the platform's own, the author is the client id.
        #[serde(flatten)]
        pub transaction: Transaction,
        /// The quote; null if there was none.
        pub quote_id: Option<QuoteId>,
        /// The fees as they were asked for.
        pub requested_fees: Option<ConversionFees>,
        /// The rates.
        #[serde(rename = "ConversionRateResponse")]
        pub rate: Option<AppliedRate>,
        /// The margins.
        #[serde(rename = "MarginsResponse")]
        pub margins: Option<Margins>,
    }

    /// A price for a conversion, good for a while and for one use.
    pub struct Quote {
        /// The quote's id.
        pub id: QuoteId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// When it ends.
        pub expiration_date: Option<UnixSeconds>,
        /// Whether it still stands.
        pub status: Option<QuoteStatus>,
        /// What would be taken.
        pub debited_funds: Option<Money>,
        /// What would be given.
        pub credited_funds: Option<Money>,
        /// What the platform would keep.
        pub fees: Option<Money>,
        /// The fees as they were asked for.
        pub requested_fees: Option<ConversionFees>,
        /// The rates.
        #[serde(rename = "ConversionRateResponse")]
        pub rate: Option<AppliedRate>,
        /// The margins.
        #[serde(rename = "MarginsResponse")]
        pub margins: Option<Margins>,
    }

    /// The rates of a conversion.
    pub struct AppliedRate {
        /// With Mangopay's margin.
        pub client_rate: Option<Scalar>,
        /// Without.
        pub market_rate: Option<Scalar>,
        /// With all margins (2026).
        pub final_rate: Option<Scalar>,
    }

    /// Who earns what on the rate.
    pub struct Margins {
        /// Mangopay.
        pub mangopay: Option<Margin>,
        /// The platform; only reckoned, never moved.
        pub user: Option<Margin>,
    }
}

parts! {
    /// Fees of a conversion: a share or an amount (since February 2026).
    pub struct ConversionFees {
        /// The debited currency.
        pub currency: Option<Currency>,
        /// How the value is meant.
        #[serde(rename = "Type")]
        pub kind: Option<ConversionFeesType>,
        /// The share in percent, or the minor units.
        pub value: Option<Scalar>,
        /// The minor units, by the old way.
        pub amount: Option<i64>,
    }

    /// A margin on the rate.
    pub struct Margin {
        /// How the value is meant.
        #[serde(rename = "Type")]
        pub kind: Option<ConversionFeesType>,
        /// How much.
        pub value: Option<Scalar>,
        /// What it comes to, in minor units.
        pub amount: Option<i64>,
    }

    /// A side of a conversion: its currency, and the amount on the one side where that is given.
    pub struct ConversionFunds {
        /// The currency.
        pub currency: Option<Currency>,
        /// Minor units.
        pub amount: Option<i64>,
    }
}

bodies! {
    /// A quote to be asked for: exactly one of the amounts is given.
    pub struct NewQuote {
        /// What is taken.
        pub debited_funds: ConversionFunds,
        /// What is given.
        pub credited_funds: ConversionFunds,
        /// How long it shall stand: 300 or 3600 seconds.
        pub duration: i64,
        /// What the platform keeps.
        pub fees: Option<ConversionFees>,
        /// What the platform would earn on the rate; only reckoned.
        pub user_margin: Option<Margin>,
        /// The platform's free text.
        pub tag: Option<String>,
    }

    /// A conversion at a quoted price.
    pub struct NewQuotedConversion {
        /// The quote.
        pub quote_id: QuoteId,
        /// Whose wallets they are.
        pub author_id: UserId,
        /// From where.
        pub debited_wallet_id: WalletId,
        /// Where it goes.
        pub credited_wallet_id: WalletId,
        /// The platform's free text.
        pub tag: Option<String>,
    }

    /// A conversion at the price of the moment.
    pub struct NewInstantConversion {
        /// Whose wallets they are.
        pub author_id: UserId,
        /// From where.
        pub debited_wallet_id: WalletId,
        /// Where it goes.
        pub credited_wallet_id: WalletId,
        /// How much is taken.
        pub debited_funds: Money,
        /// In which currency it is given.
        pub credited_funds: ConversionFunds,
        /// What the platform keeps.
        pub fees: Option<ConversionFees>,
        /// What the platform would earn on the rate; only reckoned.
        pub user_margin: Option<Margin>,
        /// The platform's free text.
        pub tag: Option<String>,
    }

    /// A conversion between the platform's own wallets at a quoted price; the quote must have no fees.
    pub struct NewClientQuotedConversion {
        /// The quote.
        pub quote_id: QuoteId,
        /// From which of its wallets.
        pub debited_wallet_type: FundsType,
        /// To which.
        pub credited_wallet_type: FundsType,
        /// The platform's free text.
        pub tag: Option<String>,
    }

    /// A conversion between the platform's own wallets at the price of the moment.
    pub struct NewClientInstantConversion {
        /// From which of its wallets.
        pub debited_wallet_type: FundsType,
        /// How much.
        pub debited_funds: Money,
        /// To which.
        pub credited_wallet_type: FundsType,
        /// In which currency.
        pub credited_funds: ConversionFunds,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

calls! {
    /// What a currency is worth now; binds nobody.
    get conversion_rate(from: &Currency, to: &Currency)
        "/conversions/rate/{DebitedCurrency}/{CreditedCurrency}" => ConversionRate;
    /// Asks for a price.
    post create_quote(; quote: &NewQuote) "/conversions/quote" => Quote;
    /// One quote.
    get quote(quote: &QuoteId) "/conversions/quote/{QuoteId}" => Quote;
    /// Converts at a quoted price.
    post create_quoted_conversion(; conversion: &NewQuotedConversion) "/conversions/quoted-conversion" => Conversion;
    /// Converts at the price of the moment.
    post create_instant_conversion(; conversion: &NewInstantConversion)
        "/conversions/instant-conversion" => Conversion;
    /// Converts between the platform's own wallets at a quoted price.
    post create_client_quoted_conversion(; conversion: &NewClientQuotedConversion)
        "/clients/conversions/quoted-conversion" => Conversion;
    /// Converts between the platform's own wallets at the price of the moment.
    post create_client_instant_conversion(; conversion: &NewClientInstantConversion)
        "/clients/conversions/instant-conversion" => Conversion;
    /// One conversion of any kind.
    get conversion(conversion: &ConversionId) "/conversions/{ConversionId}" => Conversion;
}
