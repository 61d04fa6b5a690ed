// The package names its Zod file as its own types, and that file is plain JavaScript.
declare module "discord-api-spec/zod";
