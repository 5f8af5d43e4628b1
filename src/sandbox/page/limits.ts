// What the page and the sandbox agree on about files.

/** How many files Discord takes in one message. */
export const maxFiles = 10;

/** How large the files of one message can be together: the page sends them in one piece. */
export const maxFileBytes = 25 * 1024 * 1024;
