import Testing

@testable import WorkbookApp
