/** Text in the place of an encrypted value was changed, cut, moved to another field, or belongs to another account. */
export class FieldUnreadableError extends Error {
  code = 'E_FIELD_UNREADABLE'

  constructor(
    public field: string,
    options?: ErrorOptions
  ) {
    super(`The encrypted value of field "${field}" cannot be read: it was tampered with`, options)
    this.name = 'FieldUnreadableError'
  }
}

/** No key of APP_KEY opens the account's field key: the old key must stay in APP_KEY behind the new one. */
export class AccountKeyUnreadableError extends Error {
  code = 'E_ACCOUNT_KEY_UNREADABLE'

  constructor(options?: ErrorOptions) {
    super(
      'No key in APP_KEY opens the field key of this account: add the old APP_KEY behind the new one, as APP_KEY=new,old',
      options
    )
    this.name = 'AccountKeyUnreadableError'
  }
}

export class UnknownAccountError extends Error {
  code = 'E_UNKNOWN_ACCOUNT'

  constructor(accountId: string) {
    super(`There is no account "${accountId}"`)
    this.name = 'UnknownAccountError'
  }
}
