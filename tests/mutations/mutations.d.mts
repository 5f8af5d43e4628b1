export const mutations: readonly {
  name: string;
  file: string;
  find: string;
  replace: string;
  tests: string;
  title?: string;
}[];
