import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { loadAccount } from '#accounts/repository'
import { type FormProblem, checkForm } from '#capture/forms/check_form'
import type { FormDocument } from '#capture/forms/form_document'
import { loadEntityById } from '#entities/repository'
import { listProfiles } from '#routing/repository'

/** What is wrong with a document as the account stands now; an entity that is gone is the one problem. */
export async function checkAgainst(
  accountId: string,
  entityId: string,
  document: FormDocument,
  client?: QueryClientContract
): Promise<FormProblem[]> {
  const [entity, profiles, account] = await Promise.all([
    loadEntityById(accountId, entityId, client),
    listProfiles(accountId, client),
    loadAccount(accountId, client),
  ])
  if (!entity)
    return [
      {
        field: 'entity',
        rule: 'entity_gone',
        message: 'the entity of the form is gone',
        level: 'problem',
      },
    ]
  return checkForm(document, entity, {
    context: {
      country: account?.country ?? null,
      currency: account?.currency ?? 'EUR',
      timeZone: account?.timeZone,
    },
    profiles: profiles.filter((one) => one.entityId === entityId).map(({ key }) => key),
  })
}

export const inTheWay = (problems: readonly FormProblem[]): FormProblem[] =>
  problems.filter(({ level }) => level === 'problem')
