/** Named like a secret: the server keeps the value of such a header as one (extract_secrets.ts). */
const SECRET = /(authorization|key|token|secret|signature|password)$/i

export const isSecretName = (name: string): boolean =>
  name.split(/[-_.\s]/).some((word) => SECRET.test(word))
