/// The TeX commands for single characters, with the usual spaces around relations and operators.
let texSymbols: [String: String] = [
  // Greek.
  "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
  "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
  "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
  "Theta": "Θ", "Lambda": "Λ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "Xi": "Ξ",
  "Upsilon": "Υ", "upsilon": "υ", "iota": "ι", "omicron": "ο", "vartheta": "ϑ", "varpi": "ϖ", "varrho": "ϱ",
  "varsigma": "ς", "varkappa": "ϰ",
  // Relations.
  "le": " ≤ ", "leq": " ≤ ", "ge": " ≥ ", "geq": " ≥ ", "ne": " ≠ ", "neq": " ≠ ", "approx": " ≈ ", "equiv": " ≡ ",
  "sim": " ∼ ", "propto": " ∝ ", "in": " ∈ ", "notin": " ∉ ", "subset": " ⊂ ", "to": " → ", "rightarrow": " → ",
  "Rightarrow": " ⇒ ", "mapsto": " ↦ ", "ll": " ≪ ", "gg": " ≫ ", "mid": " | ", "lt": " < ", "gt": " > ",
  "leqslant": " ≤ ", "geqslant": " ≥ ", "lesssim": " ≲ ", "gtrsim": " ≳ ", "simeq": " ≃ ", "cong": " ≅ ",
  "asymp": " ≍ ", "doteq": " ≐ ", "triangleq": " ≜ ", "prec": " ≺ ", "succ": " ≻ ", "preceq": " ⪯ ", "succeq": " ⪰ ",
  "subseteq": " ⊆ ", "supset": " ⊃ ", "supseteq": " ⊇ ", "subsetneq": " ⊊ ", "nsubseteq": " ⊈ ", "ni": " ∋ ",
  "parallel": " ∥ ", "perp": " ⊥ ", "vdash": " ⊢ ", "models": " ⊨ ", "nmid": " ∤ ", "colon": ": ",
  "coloneqq": " ≔ ", "leftarrow": " ← ", "gets": " ← ", "leftrightarrow": " ↔ ", "Leftarrow": " ⇐ ",
  "Leftrightarrow": " ⇔ ", "iff": " ⇔ ", "implies": " ⇒ ", "impliedby": " ⇐ ", "longrightarrow": " ⟶ ",
  "longleftarrow": " ⟵ ", "Longrightarrow": " ⟹ ", "longmapsto": " ⟼ ", "hookrightarrow": " ↪ ", "nearrow": " ↗ ",
  "searrow": " ↘ ", "rightleftharpoons": " ⇌ ", "uparrow": "↑", "downarrow": "↓", "Uparrow": "⇑", "Downarrow": "⇓",
  // Operators.
  "cdot": " · ", "times": " × ", "div": " ÷ ", "pm": " ± ", "mp": " ∓ ", "sum": "Σ", "prod": "∏", "int": "∫",
  "cup": " ∪ ", "cap": " ∩ ", "ast": "∗", "circ": "∘", "bmod": " mod ", "mod": " mod ", "land": " ∧ ",
  "wedge": " ∧ ", "lor": " ∨ ", "vee": " ∨ ", "neg": "¬", "lnot": "¬", "oplus": " ⊕ ", "ominus": " ⊖ ",
  "otimes": " ⊗ ", "oslash": " ⊘ ", "odot": " ⊙ ", "setminus": " ∖ ", "bullet": " • ", "star": " ⋆ ", "dagger": "†",
  "ddagger": "‡", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂", "bigvee": "⋁", "bigwedge": "⋀",
  "coprod": "∐", "oint": "∮", "iint": "∬", "iiint": "∭", "sqcup": " ⊔ ", "sqcap": " ⊓ ", "uplus": " ⊎ ",
  // Names.
  "sin": "sin ", "cos": "cos ", "tan": "tan ", "log": "log ", "ln": "ln ", "exp": "exp ", "min": "min ", "max": "max ",
  "lim": "lim ", "sinh": "sinh ", "cosh": "cosh ", "tanh": "tanh ", "cot": "cot ", "sec": "sec ", "csc": "csc ",
  "arcsin": "arcsin ", "arccos": "arccos ", "arctan": "arctan ", "coth": "coth ", "lg": "lg ", "det": "det ",
  "dim": "dim ", "gcd": "gcd ", "ker": "ker ", "inf": "inf ", "sup": "sup ", "limsup": "lim sup ",
  "liminf": "lim inf ", "arg": "arg ", "deg": "deg ", "hom": "hom ", "Pr": "Pr ", "argmin": "argmin ",
  "argmax": "argmax ",
  // The rest.
  "infty": "∞", "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃", "ldots": "…", "dots": "…", "cdots": "⋯",
  "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "langle": "⟨", "rangle": "⟩", "lvert": "|", "rvert": "|",
  "quad": "  ", "qquad": "   ", "degree": "°", "ell": "ℓ", "prime": "′", "backslash": "\\", "vert": "|", "Vert": "‖",
  "lVert": "‖", "rVert": "‖", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "enspace": " ", "space": " ",
  "thinspace": " ", "vdots": "⋮", "ddots": "⋱", "dotsc": "…", "dotsb": "⋯", "emptyset": "∅", "varnothing": "∅",
  "nexists": "∄", "hbar": "ℏ", "Re": "Re ", "Im": "Im ", "aleph": "ℵ", "wp": "℘", "imath": "ı", "jmath": "ȷ",
  "therefore": " ∴ ", "because": " ∵ ", "top": "⊤", "bot": "⊥", "angle": "∠", "triangle": "△", "square": "□",
  "Box": "□", "blacksquare": "■", "qed": "■", "checkmark": "✓", "S": "§", "copyright": "©", "euro": "€",
  "pounds": "£", "And": " & ",
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
