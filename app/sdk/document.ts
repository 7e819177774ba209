/*
 * What a document says once it is finalized: the words and figures of a tax document, nothing of how it looks. Formats of
 * documents (plugins) and the pages read it; it is made from frozen rows alone and never changes.
 */

export type TaxDocumentKind =
  'invoice' | 'credit_note' | 'self_billing' | 'self_billing_credit_note'

/** A party as it stood when the document was finalized. Null: not known, and the document does without. */
export interface TaxDocumentParty {
  /** Full legal name. */
  readonly name: string
  readonly street: string | null
  readonly postal_code: string | null
  readonly city: string | null
  /** ISO 3166-1 alpha-2; XI and XK as the VAT world writes them. */
  readonly country: string
  readonly vat_id: string | null
  /** Number at the tax office, where there is no VAT id or beside it. */
  readonly tax_number: string | null
  /** Number in a register of companies, as printed (`HRB 12345, Amtsgericht Köln`). */
  readonly register_number: string | null
  readonly contact_name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly website: string | null
  /** What the buyer wants quoted; in Germany's public sector the Leitweg-ID. */
  readonly reference: string | null
}

export interface TaxDocumentLine {
  /** From 1. */
  readonly position: number
  readonly description: string
  /** Decimal string. */
  readonly quantity: string
  /** Decimal strings in the document's currency, as many decimals as ISO 4217 gives it. */
  readonly unit_price: string
  readonly net: string
  /** Dates of the supplies on it, both included. */
  readonly from: string
  readonly to: string
  /** Place in `taxes`, from 0. */
  readonly tax: number
}

export interface TaxDocumentTax {
  /** UNCL 5305: S, AE, E, O, Z. */
  readonly category: string
  /** Percent, null where the category has none. */
  readonly rate: string | null
  readonly net: string
  readonly amount: string
  /** VATEX code. */
  readonly exemption_code: string | null
  /** Wording that must be printed, in the language of the document. */
  readonly note: string | null
  readonly tax_country: string | null
}

/** A sale on the document by what identifies it without telling of a person. */
export interface TaxDocumentItem {
  readonly delivery: string
  readonly lead: string
  /** Local date under which it was booked. */
  readonly date: string
  readonly description: string
  readonly price: string
  /** Place in `lines`, from 0. */
  readonly line: number
}

/** All amounts are decimal strings, positive on credit notes too; dates are local dates of the issuer, YYYY-MM-DD. */
export interface TaxDocument {
  readonly kind: TaxDocumentKind
  readonly number: string
  readonly issue_date: string
  readonly due_date: string | null
  readonly period: { readonly from: string; readonly to: string }
  readonly currency: string
  /** Language it is written in, such as `de`. */
  readonly language: string
  /** The document this one corrects. */
  readonly corrects: { readonly number: string; readonly issue_date: string } | null
  /** Why it corrects. */
  readonly reason: string | null
  /** Who supplied; on self-billing that is not the issuer. */
  readonly seller: TaxDocumentParty
  readonly buyer: TaxDocumentParty
  readonly lines: readonly TaxDocumentLine[]
  readonly taxes: readonly TaxDocumentTax[]
  readonly totals: {
    readonly net: string
    readonly tax: string
    readonly gross: string
    /** Paid before it was issued (from a prepaid balance). */
    readonly prepaid: string
    readonly due: string
  }
  /** How the one who pays gets the money to the one who is paid. */
  readonly payment: {
    readonly days: number | null
    /** Quoted with the transfer. */
    readonly reference: string
    readonly account_name: string | null
    readonly iban: string | null
    readonly bic: string | null
    readonly bank_name: string | null
  }
  /** Free text of the issuer, one paragraph each. */
  readonly notes: readonly string[]
  /** How many of them stand above the lines; absent: none. */
  readonly notes_above?: number
  /** For the annex; empty where nothing was sold by the lead. */
  readonly items: readonly TaxDocumentItem[]
}
