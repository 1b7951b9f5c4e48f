/// The TeX commands for single characters, with the usual spaces around relations and operators.
let texSymbols: [String: String] = [
  // Greek.
  "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
  "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
  "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
  "Theta": "Θ", "Lambda": "Λ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
  // Relations.
  "le": " ≤ ", "leq": " ≤ ", "ge": " ≥ ", "geq": " ≥ ", "ne": " ≠ ", "neq": " ≠ ", "approx": " ≈ ", "equiv": " ≡ ",
  "sim": " ∼ ", "propto": " ∝ ", "in": " ∈ ", "notin": " ∉ ", "subset": " ⊂ ", "to": " → ", "rightarrow": " → ",
  "Rightarrow": " ⇒ ", "mapsto": " ↦ ", "ll": " ≪ ", "gg": " ≫ ", "mid": " | ",
  // Operators.
  "cdot": " · ", "times": " × ", "div": " ÷ ", "pm": " ± ", "mp": " ∓ ", "sum": "Σ", "prod": "∏", "int": "∫",
  "cup": " ∪ ", "cap": " ∩ ", "ast": "∗", "circ": "∘", "bmod": " mod ", "mod": " mod ",
  // Names.
  "sin": "sin ", "cos": "cos ", "tan": "tan ", "log": "log ", "ln": "ln ", "exp": "exp ", "min": "min ", "max": "max ",
  "lim": "lim ",
  // The rest.
  "infty": "∞", "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃", "ldots": "…", "dots": "…", "cdots": "⋯",
  "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "langle": "⟨", "rangle": "⟩", "lvert": "|", "rvert": "|",
  "quad": "  ", "qquad": "   ", "degree": "°", "ell": "ℓ", "prime": "′", "backslash": "\\",
]

/// What a backslash followed by another character than a letter means.
let texSigns: [String: String] = [",": " ", ";": " ", ":": " ", " ": " ", "!": "", "|": "‖", "\\": " "]

/// Characters and their raised forms.
let superscripts: [Character: Character] = [
  "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "+": "⁺",
  "−": "⁻", "=": "⁼", "(": "⁽", ")": "⁾", "n": "ⁿ", "i": "ⁱ", "′": "′", "∘": "°",
]

/// Characters and their lowered forms.
let subscripts: [Character: Character] = [
  "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉", "+": "₊",
  "−": "₋", "=": "₌", "(": "₍", ")": "₎", "a": "ₐ", "e": "ₑ", "i": "ᵢ", "j": "ⱼ", "k": "ₖ", "m": "ₘ", "n": "ₙ",
  "p": "ₚ", "r": "ᵣ", "s": "ₛ", "t": "ₜ", "x": "ₓ",
]
