/** What simulations and compilers leave behind, also where no .gitignore says so; as git writes such patterns. Below `src` a folder named `results` is code. */
export const productPatterns = [
  'results/',
  '!**/src/**/results/',
  '/out/',
  'node_modules/',
  '.simswarm/',
  '*.sca',
  '*.vec',
  '*.vci',
  '*.elog',
  '*.sna',
  '*.o',
];
