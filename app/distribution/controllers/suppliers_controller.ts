import { ConfigController } from '#distribution/controllers/config_controller'

export default class SuppliersController extends ConfigController {
  protected readonly kind = 'suppliers'
  protected readonly singular = 'supplier'
}
