/** Whether the provider is the one that answers without a model: nobody is billed then. */
export function isSimulated(provider: string | undefined): boolean {
  return provider === 'simulator';
}
