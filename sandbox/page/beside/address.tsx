/** A host and its port, which breaks between the parts of its name alone. */
export const Address = ({ host, port }: { readonly host: string; readonly port: number }) => (
  <code class="beside-address">
    {host.split('.').map((part, index) => (
      <span key={`${host.length} ${part}`}>
        {index > 0 && (
          <>
            <wbr />.
          </>
        )}
        {part}
      </span>
    ))}
    :{port}
  </code>
);
