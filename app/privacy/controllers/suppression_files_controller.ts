import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import drive from '@adonisjs/drive/services/main'
import { actorOf } from '#accounts/actor'
import { told } from '#intake/suppression/entries'
import { createImport, importsOf } from '#intake/suppression/import_rows'
import { exportEntries } from '#privacy/suppression/export_entries'
import { importRunner } from '#privacy/suppression/import_runner'
import { noteOf } from '#privacy/suppression/list_entries'
import { listOf } from '#privacy/suppression/lists'
import { readImportForm } from '#privacy/suppression/read_import_form'
import { importInput } from '#privacy/validators/suppression_inputs'

/** Files of entries: in, and out again as hashes. */
export default class SuppressionFilesController {
  async store(ctx: HttpContext) {
    const { params, response, team } = ctx
    const { account, user } = team!
    const list = await listOf(account.id, params.key)
    const { fields, ...file } = await readImportForm(ctx, account.id)
    const said = await importInput.validate(fields).catch(async (error: unknown) => {
      await drive.use().delete(file.path)
      throw error
    })
    const { actor, ...note } = noteOf(said, actorOf(user), Date.now())
    await createImport(list, file, { kind: said.kind ?? null, ...note }, actor)
    importRunner.kick()
    return response.created({ data: await importsOf(list) })
  }

  async index({ params, response, team }: HttpContext) {
    return response.send({ data: await importsOf(await listOf(team!.account.id, params.key)) })
  }

  async export({ params, response, team }: HttpContext) {
    const { account, user } = team!
    const list = await listOf(account.id, params.key)
    await told(list, 'suppression.exported', {}, actorOf(user))
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="suppression-${list.key}.csv"`)
    response.header('cache-control', 'no-store')
    return response.stream(Readable.from(exportEntries(list, Date.now())))
  }
}
