/** Names of profiles that say what is left of a DICOM file's elements. */
export const dicomProfileNames = ["basic"] as const;

export type DicomProfileName = (typeof dicomProfileNames)[number];
