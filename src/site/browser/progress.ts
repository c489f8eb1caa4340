// Filled in by the export page.
