/** What a component does when it is used. */
export interface ComponentUse {
  press: (customId: string) => void;
  choose: (customId: string, values: string[]) => void;
}
