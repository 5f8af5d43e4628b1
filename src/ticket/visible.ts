const nothing = String.raw`\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Bidi_Control}\u2800`;
const something = new RegExp(`[^${nothing}]`, 'u');
/** Marks with nothing between them vanish as well: "** **", "_ _", or a heading of nothing. */
const emptyMarks = new RegExp(
  String.raw`(\*\*|__|~~|\*|_)[${nothing}]+\1|^#{1,3} +[\p{Default_Ignorable_Code_Point}\u2800]+$`,
  'gmu',
);

/** Whether a text shows anything at all: not only spaces, signs without a width, and marks around nothing. */
export function isVisible(text: string): boolean {
  return something.test(text.replaceAll(emptyMarks, ''));
}
