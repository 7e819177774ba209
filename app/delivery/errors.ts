import { Exception } from '@adonisjs/core/exceptions'

/** A setting of the install that deliveries cannot work with; the message names it. */
export class WrongSettingError extends Exception {
  static status = 500
  static code = 'E_WRONG_SETTING'
}
