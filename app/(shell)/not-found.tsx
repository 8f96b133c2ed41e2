import { ButtonLink } from "@/components/ui/link";

/** An address that names nothing. */
export default function ShellNotFound() {
  return (
    <div className="empty">
      <h1 className="title-lg">Not found</h1>
      <p className="dim">This address names nothing that exists, or nothing that you may see.</p>
      <ButtonLink href="/services">Go to Services</ButtonLink>
    </div>
  );
}
