import { ConfigController } from '#distribution/controllers/config_controller'

export default class MailTemplatesController extends ConfigController {
  protected readonly kind = 'mail_templates'
  protected readonly singular = 'mail template'
}
