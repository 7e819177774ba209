import { errors } from '@adonisjs/core/http'

/** A page of something the account does not have: the same answer as for an address that never was. */
export const missingPage = (request: { method(): string; url(): string }) =>
  new errors.E_ROUTE_NOT_FOUND([request.method(), request.url()])
