import env from '#start/env'

/** The REST interface VAT ids are checked at; null: no id is asked about. */
const setting = env.get('VIES_URL', 'https://ec.europa.eu/taxation_customs/vies/rest-api')
export const viesUrl = setting === 'off' ? null : setting
