// The workbook as a value.
