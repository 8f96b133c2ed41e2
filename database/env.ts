/** The connection string of the database; throws a sentence when it is not set. */
export function readDatabaseUrl(): string {
  const url = process.env["DATABASE_URL"];
  if (!url) throw new Error("DATABASE_URL is not set: npm start sets it for the programs that it starts.");
  return url;
}
