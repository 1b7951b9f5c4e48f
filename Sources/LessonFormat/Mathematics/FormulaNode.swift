/// A part of a formula as a tree, for pages that can draw fractions, roots and scripts.
package indirect enum FormulaNode: Sendable, Equatable {
  /// Parts side by side.
  case row([FormulaNode])
  /// A number.
  case number(String)
  /// A variable of one letter, or a name such as `sin`, which is upright.
  case name(String)
  /// An operator, a relation, a comma or a bracket. Brackets after `\left` and `\right` are as tall as what is between.
  case sign(String, isTall: Bool = false)
  /// Words.
  case text(String)
  /// A gap of this many widths of a letter `M`.
  case space(Double)
  /// One part above another, with a line between them or, in a binomial, without.
  case fraction(FormulaNode, FormulaNode, hasLine: Bool = true)
  /// A root; `nil` for the degree of a square root.
  case root(FormulaNode, degree: FormulaNode?)
  /// A part with what is lowered and raised beside it.
  case scripts(FormulaNode, lower: FormulaNode?, upper: FormulaNode?)
  /// A part with something right above or below it.
  case stacked(FormulaNode, under: FormulaNode?, over: FormulaNode?)
  /// Rows of cells with signs left and right of them. If they meet, the columns are right- and left-aligned in turn.
  case table([[FormulaNode]], open: String, close: String, meets: Bool)
}

/// Reads a TeX formula as a tree. It accepts any text: commands that it doesn't know become their names.
package func formulaTree(_ tex: String) -> FormulaNode {
  var reader = FormulaReader(tex)
  return reader.wholeTree()
}
