// A sentence that breaks between its clauses, then between the things it lists: Chinese lines break anywhere otherwise.

/** Splits behind clause marks; the marks stay with the clause before them. */
export function splitClauses(text: string): string[] {
  return text.match(/[^，。；？！]+[，。；？！”』」）]*|^[，。；？！]+/gu) ?? [text];
}

/** Splits a clause behind the marks of a list. */
export function splitList(clause: string): string[] {
  return clause.match(/[^、：]+[、：]?/gu) ?? [clause];
}

export function Clauses({ text }: { text: string }) {
  return (
    <>
      {splitClauses(text).map((clause, index) => (
        <span class="clause" key={`${index + 1}`}>
          {splitList(clause).map((thing, place) => (
            <span class="phrase" key={`${place + 1}`}>
              {thing}
            </span>
          ))}
        </span>
      ))}
    </>
  );
}
