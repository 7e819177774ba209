import { ConfigController } from '#distribution/controllers/config_controller'

export default class PartnersController extends ConfigController {
  protected readonly kind = 'partners'
  protected readonly singular = 'partner'
}
