// next-env.d.ts is made by a build and not committed; a fresh clone is typed by this file alone.
/// <reference types="next" />
/// <reference types="next/image-types/global" />
declare module "*.css";
