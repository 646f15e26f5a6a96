/** What the application must be allowed to do on its own network; the role Network Contributor has it. */
export const AZURE_PERMISSIONS: readonly string[] = [
  'Microsoft.Network/virtualNetworks/read',
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings/read',
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings/write',
];
