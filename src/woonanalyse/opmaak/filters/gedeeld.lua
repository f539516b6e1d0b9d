-- What every filter of the engine needs: its input, a way to refuse, and safe strings.
local gedeeld = {}

local invoer = nil

--- The values, metadata and places that the engine wrote for this render.
function gedeeld.invoer()
  if invoer == nil then
    local bestand = assert(io.open(os.getenv("WOONANALYSE_INVOER"), "rb"))
    invoer = pandoc.json.decode(bestand:read("a"), false)
    bestand:close()
  end
  return invoer
end

--- Refuse: what, what can be done instead, and the text, or texts together, by which the line is found.
function gedeeld.weiger(wat, wel, naald)
  local melding = { wat = wat, wel = wel, naald = naald or "" }
  io.stderr:write("WEIGER " .. pandoc.json.encode(melding) .. "\n")
end

gedeeld.typst = FORMAT:match("typst") ~= nil

--- A Typst string literal.
function gedeeld.tekenreeks(tekst)
  return '"' .. tekst:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("[\r\n]+", " ") .. '"'
end

function gedeeld.typst_blok(tekst)
  return pandoc.RawBlock("typst", tekst)
end

function gedeeld.typst_regel(tekst)
  return pandoc.RawInline("typst", tekst)
end

--- Whether a cross reference of this kind is supported; gives its Dutch word.
gedeeld.woorden = { fig = "Figuur", tbl = "Tabel", sec = "Paragraaf" }

function gedeeld.soort(id)
  return id:match("^(%l+)%-")
end

--- Read Markdown that is one paragraph at most.
function gedeeld.als_inlines(tekst)
  local blokken = pandoc.read(tekst, "markdown").blocks
  if #blokken == 0 then
    return pandoc.Inlines({})
  end
  if #blokken == 1 and (blokken[1].t == "Para" or blokken[1].t == "Plain") then
    return blokken[1].content
  end
  return nil
end

return gedeeld
