use crate::{
    object::{bodies, objects},
    surface::calls,
};

bodies! {
    /// User data whose format shall be checked (users-verification.md §9.3).
    pub struct UserDataFormat {
        /// A registration number.
        pub company_number: CompanyNumberFormat,
    }

    /// A registration number and its country.
    pub struct CompanyNumberFormat {
        /// The number; what is neither letter nor digit does not count.
        pub company_number: String,
        /// Two letters.
        pub country_code: String,
    }
}

objects! {
    /// What came of checking formats.
    pub struct CheckedDataFormat {
        /// The registration number.
        pub company_number: Option<CheckedCompanyNumber>,
    }

    /// What came of checking a registration number: its format only, not whether there is such a company.
    pub struct CheckedCompanyNumber {
        /// The number.
        pub company_number: Option<String>,
        /// Two letters.
        pub country_code: Option<String>,
        /// Whether it has the country's format.
        pub is_valid: Option<bool>,
        /// The country's formats as regular expressions.
        pub validation_rules: Vec<String>,
    }
}

calls! {
    /// Checks the format of user data. A POST that changes nothing, but only GET leaves a read-only client.
    post validate_data_format(; data: &UserDataFormat) "/users/data-formats/validation" => CheckedDataFormat;
}
