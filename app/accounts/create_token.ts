import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#shared/ids'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { ABILITIES, type Ability, isAbility } from '#accounts/abilities'
import { recordChange } from '#accounts/config_changes'
import ApiToken from '#accounts/models/api_token'
import { hashToken, newTokenText } from '#accounts/token_text'

/** The source a token belongs to, and the only entity it may hand in, by their keys. */
export interface TokenBinding {
  source: string
  entity: string | null
}

/** Makes an API token. Its text is in the answer and nowhere else. `expiresAt` in ms since the epoch, null: never. */
export async function createToken(
  accountId: string,
  name: string,
  abilities: readonly string[],
  expiresAt: number | null,
  actor: string | null = null,
  binding: TokenBinding | null = null
): Promise<Result<{ token: string; row: ApiToken }, Problem[]>> {
  const now = Date.now()
  const problems: Problem[] = abilities
    .filter((ability) => !isAbility(ability))
    .map((ability) => ({
      field: 'abilities',
      rule: 'enum',
      message: `"${ability}" is no ability; there are ${ABILITIES.join(', ')}`,
    }))
  if (abilities.length === 0)
    problems.push({
      field: 'abilities',
      rule: 'required',
      message: 'must name at least one ability',
    })
  if (!name.trim() || name.length > 255)
    problems.push({ field: 'name', rule: 'length', message: 'must have 1 to 255 characters' })
  if (expiresAt !== null && !(expiresAt > now))
    problems.push({ field: 'expires_at', rule: 'after', message: 'must be in the future' })
  if (problems.length) return fail(problems)

  const token = newTokenText(randomBytes)
  const row = await db.transaction(async (trx) => {
    const created = await ApiToken.create(
      {
        id: newId('tok', now),
        accountId,
        name: name.trim(),
        hash: hashToken(token),
        hint: token.slice(-4),
        abilities: ABILITIES.filter((ability): ability is Ability => abilities.includes(ability)),
        source: binding?.source ?? null,
        entity: binding?.entity ?? null,
        expiresAt,
        lastUsedAt: null,
        revokedAt: null,
        createdAt: now,
      },
      { client: trx }
    )
    await recordChange(trx, {
      accountId,
      actor,
      object: `tokens.${created.id}`,
      action: 'created',
      detail: {
        name: created.name,
        abilities: created.abilities,
        ...(binding && { source: binding.source }),
        expires_at: expiresAt,
      },
    })
    return created
  })
  return ok({ token, row })
}
