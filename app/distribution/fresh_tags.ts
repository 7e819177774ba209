import { accountConfigWith } from '#distribution/account_config'

/** Loads the configuration anew where a tag is named that this process has not heard of: somebody may just have made it. */
export async function freshTags(accountId: string, ...keys: (readonly string[] | undefined)[]) {
  const named = keys.flatMap((some) => some ?? [])
  if (named.length)
    await accountConfigWith(accountId, ({ tags }) => named.every((key) => tags.byKey.has(key)))
}
