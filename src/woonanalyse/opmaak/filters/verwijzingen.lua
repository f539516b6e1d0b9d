-- Numbers headings, figures and tables, and turns `@fig-x` into a reference, as Quarto does. Of a document of
-- which parts were written before, what is in them is told apart; the numbers are left for their places.
local map = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local gedeeld = dofile(pandoc.path.join({ map, "gedeeld.lua" }))
local nummering = dofile(pandoc.path.join({ map, "nummering.lua" }))

local nummers = {}

local function lees(doc)
  local delen = gedeeld.invoer().tellingen
  nummers = nummering.nummers(delen or { nummering.telling(doc.blocks) })
  if delen then
    local uit = assert(io.open(os.getenv("WOONANALYSE_DELEN"), "wb"))
    uit:write(pandoc.json.encode(nummers))
    uit:close()
  end
end

return {
  { Pandoc = lees },
  nummering.filter(function(id) return nummers[id] end),
}
